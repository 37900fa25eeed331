// SPDX-License-Identifier: GPL-3.0-or-later
// node tests/contract/generate.mjs [--contract FILE] [--modules DIR] [--seed N] [--count N] FILE
//
// Writes requests for every operation of the contract, one JSON object per line: {operation, method, path, scope, keyed,
// content_type, body, good, why}. Bodies that keep the contract come from json-schema-faker, those that break it from fast-check: a change of
// a good one that ajv no longer accepts. The same seed makes the same requests. `good` says whether the contract allows it;
// whether the portal knows what it asks for is another matter.

import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Contract } from './validate.mjs';

const top = fileURLToPath(new URL('../..', import.meta.url));

function parse(args) {
  const options = { contract: join(top, 'data/api/meine-hkk.openapi.yaml'), modules: join(top, 'build/contract'), seed: '1', count: '6' };
  while (args[0]?.startsWith('--')) options[args.shift().slice(2)] = args.shift();
  if (args.length !== 1) throw new Error('usage: generate.mjs [--contract FILE] [--modules DIR] [--seed N] [--count N] FILE');
  return { ...options, seed: Number(options.seed), count: Number(options.count), file: args[0] };
}

// What a schema says with its references put in place; a circle ends in "anything".
function whole(contract, schema, depth = 0) {
  if (schema === null || typeof schema !== 'object') return schema;
  if (Array.isArray(schema)) return schema.map((one) => whole(contract, one, depth));
  if (depth > 12) return {};
  const { value } = contract.follow(schema, '');
  // The faker cannot do conditions; ajv throws out what breaks one.
  const { example, examples, description, if: condition, then, else: otherwise, ...rest } = value;
  return Object.fromEntries(Object.entries(rest).map(([name, member]) => [name, whole(contract, member, depth + 1)]));
}

const paths = (value, at = []) => (value === null || typeof value !== 'object' ? [at]
  : [at, ...Object.entries(value).flatMap(([name, member]) => paths(member, [...at, name]))]);

function changed(value, path, change) {
  if (!path.length) return change(value);
  const copy = Array.isArray(value) ? [...value] : { ...value };
  const next = changed(copy[path[0]], path.slice(1), change);
  if (next === undefined) delete copy[path[0]];
  else copy[path[0]] = next;
  return copy;
}

// One change of a good body, as a person with a grudge would make it.
function breakages(fc, good) {
  const strange = fc.oneof(fc.constant(undefined), fc.constant(null), fc.boolean(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ maxLength: 40, unit: 'binary' }), fc.constant('x'.repeat(20000)), fc.array(fc.integer(), { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 8 }), fc.integer(), { maxKeys: 3 }));
  const somewhere = fc.constantFrom(...paths(good));
  const other = fc.tuple(somewhere, strange).map(([path, value]) => changed(good, path, () => value));
  const more = fc.tuple(fc.string({ minLength: 1, maxLength: 12 }), strange)
    .map(([name, value]) => ({ ...good, [name]: value === undefined ? 1 : value }));
  return fc.oneof({ arbitrary: other, weight: 3 }, { arbitrary: more, weight: 1 });
}

function main() {
  const options = parse(process.argv.slice(2));
  const contract = new Contract(options.contract, options.modules);
  const require = createRequire(join(resolve(options.modules), 'package.json'));
  const fc = require('fast-check');
  const { JSONSchemaFaker: faker } = require('json-schema-faker');
  let state = options.seed;
  const random = () => { // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  faker.option({ random, alwaysFakeOptionals: false, optionalsProbability: 0.5, maxItems: 4, failOnInvalidTypes: false, ignoreMissingRefs: true });
  const fake = (schema) => faker.generate(whole(contract, schema));
  const lines = [];

  const address = (operation) => {
    let path = operation.path;
    const query = [];
    for (const { value } of operation.parameters) {
      const text = () => encodeURIComponent(String(fake(value.schema)));
      if (value.in === 'path') path = path.replace(`{${value.name}}`, random() < 0.5 && value.example ? encodeURIComponent(value.example) : text());
      if (value.in === 'query' && random() < 0.5) query.push(`${value.name}=${value.name === 'wait' ? 0 : text()}`);
    }
    return query.length ? `${path}?${query.join('&')}` : path;
  };

  for (const operation of contract.operations.values()) {
    const { definition, method } = operation;
    const base = { operation: definition.operationId, method: method.toUpperCase(), scope: definition['x-scope'],
      keyed: operation.parameters.some(({ value }) => value.name === 'Idempotency-Key' && value.required) };
    const add = (body, good, why, type = 'application/json') => lines.push(JSON.stringify(
      { ...base, path: address(operation), content_type: body === null && good ? null : type, body, good, why }));
    const media = contract.follow(definition.requestBody ?? {}, '').value.content?.['application/json'];
    const bytes = Object.keys(contract.follow(definition.requestBody ?? {}, '').value.content ?? {}).find((type) => type !== 'application/json');
    if (!media) {
      for (let i = 0; i < options.count; i++) add(bytes ? 'not what it says' : null, !bytes, bytes ? 'bytes of another kind' : 'no body', bytes);
      continue;
    }
    const pointer = `${operation.pointer}/requestBody/content/application~1json/schema`;
    const goods = [...Object.values(media.examples ?? {}).map((one) => contract.follow(one, '').value.value)];
    for (let i = 0; i < options.count; i++) goods.push(fake(media.schema));
    const valid = goods.filter((body) => !contract.errors(pointer, body).length);
    for (const body of valid) add(body, true, 'as the contract says');
    let broken = 0;
    for (const body of valid.length ? fc.sample(fc.constantFrom(...valid).chain((good) => breakages(fc, good)), { seed: options.seed, numRuns: 20 * options.count }) : []) {
      if (broken >= 2 * options.count) break;
      if (body !== undefined && contract.errors(pointer, body).length) {
        add(body, false, contract.errors(pointer, body)[0]);
        broken++;
      }
    }
  }
  writeFileSync(options.file, `${lines.join('\n')}\n`);
  console.error(`generate: ${lines.length} requests from seed ${options.seed}`);
}

main();
