// SPDX-License-Identifier: GPL-3.0-or-later
// node tests/contract/validate.mjs [--contract FILE] [--modules DIR] DIRECTORY
//
// Checks recorded exchanges against the contract. Every file below DIRECTORY holds one JSON object per line:
//   {operation, method, path, status, request_headers, request_body, response_headers, response_body}
// Headers are objects of strings. A JSON body is the JSON itself, other bytes are {"length", "sha256"}, no body is null; of a
// request that was refused before its body was read, the body is "unread".
// `operation` is null where no route was found. DIR holds node_modules as `npm ci` made it from data/api.
// Lists each violation, says which operations were never called, ends with "N exchanges, N violations"; 1 if there is one.

import { createRequire } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../..', import.meta.url));
const methods = ['get', 'put', 'post', 'patch', 'delete'];
const isJson = (type) => /[/+]json$/.test(type);
const escapePointer = (text) => text.replaceAll('~', '~0').replaceAll('/', '~1');
const quote = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

export class Contract {
  constructor(file, modules) {
    const require = createRequire(join(resolve(modules), 'package.json'));
    const Ajv = require('ajv/dist/2020').default;
    this.document = require('yaml').parse(readFileSync(file, 'utf8'));
    this.ajv = new Ajv({ allErrors: true, strict: false });
    require('ajv-formats').default(this.ajv);
    this.ajv.addSchema(this.document, 'contract');
    this.validators = new Map();
    this.operations = new Map();
    for (const [path, item] of Object.entries(this.document.paths)) {
      for (const method of methods.filter((name) => item[name]))
        this.operations.set(item[method].operationId, this.operation(path, method, item[method]));
    }
  }

  operation(path, method, definition) {
    const names = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]);
    const pattern = path.split(/\{[^}]+\}/).map(quote).join('([^/]+)');
    return {
      path, method, definition, names,
      pattern: new RegExp(`^${pattern}$`),
      pointer: `#/paths/${escapePointer(path)}/${method}`,
      parameters: (definition.parameters ?? []).map((parameter) => this.follow(parameter, '')),
    };
  }

  // The object that POINTER or a $ref in it leads to, and where it stands.
  follow(value, pointer) {
    if (!value.$ref) return { value, pointer };
    const found = value.$ref.slice(2).split('/').reduce(
      (node, part) => node[part.replaceAll('~1', '/').replaceAll('~0', '~')], this.document);
    return this.follow(found, value.$ref);
  }

  route(method, path) {
    const found = [...this.operations.values()].filter((one) => one.method === method.toLowerCase() && one.pattern.test(path));
    return found.sort((a, b) => a.names.length - b.names.length)[0];
  }

  errors(pointer, data) {
    if (!this.validators.has(pointer)) this.validators.set(pointer, this.ajv.compile({ $ref: `contract${encodeURI(pointer)}` }));
    const validator = this.validators.get(pointer);
    if (validator(data)) return [];
    return validator.errors.map((error) => {
      const name = error.params.additionalProperty ?? error.params.allowedValues?.join(', ') ?? '';
      return `${error.instancePath || '/'} ${error.message}${name && ` (${name})`}`;
    });
  }
}

function* numbers(value, path = '') {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) yield `${path || '/'} must be an integer within ±(2^53−1)`;
  if (value !== null && typeof value === 'object')
    for (const [name, member] of Object.entries(value)) yield* numbers(member, `${path}/${name}`);
}

const lowerCased = (headers) => new Map(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]));
const mediaType = (headers) => (headers.get('content-type') ?? '').split(';')[0].trim().toLowerCase();
const isEmpty = (body) => body === null || body === undefined || body === '' || body.length === 0;

function isBytes(body) {
  return body !== null && typeof body === 'object' && Number.isSafeInteger(body.length) && /^[0-9a-f]{64}$/.test(body.sha256);
}

// A header, query or path value is text; an integer is what looks like one.
function* parameterErrors(contract, { value: parameter, pointer }, text) {
  const schema = contract.follow(parameter.schema, `${pointer}/schema`).value;
  const data = schema.type === 'integer' && /^-?[0-9]+$/.test(text) ? Number(text) : text;
  yield* contract.errors(`${pointer}/schema`, data);
}

function* parametersErrors(contract, operation, record, url) {
  const headers = lowerCased(record.request_headers);
  const values = operation.pattern.exec(url.pathname);
  const given = {
    path: (name) => decodeURIComponent(values[operation.names.indexOf(name) + 1]),
    query: (name) => url.searchParams.get(name),
    header: (name) => headers.get(name.toLowerCase()) ?? null,
  };
  const known = operation.parameters.map((parameter) => parameter.value);
  for (const parameter of operation.parameters) {
    const { in: place, name, required } = parameter.value;
    const text = given[place](name);
    if (text === null) {
      if (required) yield `${place} ${name} is missing`;
    } else {
      for (const error of parameterErrors(contract, parameter, text)) yield `${place} ${name}: ${error}`;
    }
  }
  for (const name of new Set(url.searchParams.keys())) {
    if (!known.some((parameter) => parameter.in === 'query' && parameter.name === name)) yield `query ${name} is not in the contract`;
    if (url.searchParams.getAll(name).length > 1) yield `query ${name} is there more than once`;
  }
}

function* contentErrors(contract, content, pointer, headers, body) {
  const type = mediaType(headers);
  if (!content[type]) {
    yield `the media type "${type}" is not in the contract`;
  } else if (isJson(type)) {
    yield* numbers(body);
    yield* contract.errors(`${pointer}/content/${escapePointer(type)}/schema`, body);
  } else if (!isBytes(body)) {
    yield 'bytes must be recorded as {"length", "sha256"}';
  }
}

function* requestErrors(contract, operation, record) {
  const body = operation.definition.requestBody;
  if (record.request_body === 'unread') return;
  if (isEmpty(record.request_body)) {
    if (body?.required) yield 'the request has no body';
  } else if (!body) {
    if (record.method !== 'GET' && JSON.stringify(record.request_body) === '{}') return; // an empty change
    yield 'the request has a body';
  } else {
    const { value, pointer } = contract.follow(body, `${operation.pointer}/requestBody`);
    yield* contentErrors(contract, value.content, pointer, lowerCased(record.request_headers), record.request_body);
  }
}

function* headerErrors(contract, response, pointer, headers) {
  for (const [name, header] of Object.entries(response.headers ?? {})) {
    const { value, pointer: place } = contract.follow(header, `${pointer}/headers/${name}`);
    const text = headers.get(name.toLowerCase());
    if (text === undefined) {
      if (value.required) yield `header ${name} is missing`;
    } else {
      for (const error of parameterErrors(contract, { value, pointer: place }, text)) yield `header ${name}: ${error}`;
    }
  }
}

// What a schema cannot say: the same thing in two places is the same.
function* agreementErrors(record, headers) {
  const body = record.response_body;
  if (mediaType(headers) === 'application/problem+json') {
    if (body?.type !== `urn:hkk:problem:${body?.code}`) yield '/type and /code disagree';
    if (body?.status !== record.status) yield '/status is not the status of the answer';
    if (body?.request_id !== headers.get('x-request-id')) yield '/request_id is not X-Request-Id';
    if (String(body?.retry_after ?? '') !== (headers.get('retry-after') ?? '')) yield '/retry_after is not Retry-After';
  }
  const digest = headers.get('content-digest');
  if (digest && isBytes(body) && digest !== `sha-256=:${Buffer.from(body.sha256, 'hex').toString('base64')}:`)
    yield 'Content-Digest is not the digest of the bytes';
  const range = /^bytes (\d+)-(\d+)\//.exec(headers.get('content-range') ?? '');
  if (range && isBytes(body) && Number(range[2]) - Number(range[1]) + 1 !== body.length) yield 'Content-Range is not the length of the bytes';
}

function* responseErrors(contract, operation, record) {
  const definition = operation.definition.responses[record.status];
  if (!definition) {
    yield `the status ${record.status} is not in the contract`;
    return;
  }
  const headers = lowerCased(record.response_headers);
  const { value, pointer } = contract.follow(definition, `${operation.pointer}/responses/${record.status}`);
  yield* headerErrors(contract, value, pointer, headers);
  if (value.content) yield* contentErrors(contract, value.content, pointer, headers, record.response_body);
  else if (!isEmpty(record.response_body)) yield 'the answer has a body';
  yield* agreementErrors(record, headers);
}

// Outside of the contract there are only two answers: no such path, no such method.
function* unroutedErrors(contract, record, url) {
  const operation = contract.route(record.method, url.pathname);
  if (operation) yield `this is ${operation.definition.operationId}`;
  const headers = lowerCased(record.response_headers);
  const elsewhere = methods.some((method) => contract.route(method, url.pathname));
  const [status, code] = elsewhere ? [405, 'method_not_allowed'] : [404, 'not_found'];
  if (record.status !== status || record.response_body?.code !== code) yield `response: must be ${status} ${code}`;
  if (status === 405 && !headers.has('allow')) yield 'response: header Allow is missing';
  for (const error of contract.errors('#/components/schemas/Problem', record.response_body)) yield `response: ${error}`;
  for (const error of agreementErrors(record, headers)) yield `response: ${error}`;
}

export function* violations(contract, record) {
  const url = new URL(record.path, 'https://contract.invalid');
  if (record.operation === null) {
    yield* unroutedErrors(contract, record, url);
    return;
  }
  const operation = contract.operations.get(record.operation);
  if (!operation) {
    yield 'the operation is not in the contract';
    return;
  }
  if (contract.route(record.method, url.pathname) !== operation) {
    yield `this is not ${operation.method.toUpperCase()} ${operation.path}`;
    return;
  }
  // What the server refused may break the contract; what it took may not.
  if (record.status < 400) {
    for (const error of parametersErrors(contract, operation, record, url)) yield `request: ${error}`;
    for (const error of requestErrors(contract, operation, record)) yield `request: ${error}`;
  }
  for (const error of responseErrors(contract, operation, record)) yield `response: ${error}`;
}

// Where a request body may carry members that the contract does not name.
export function* openRequests(contract) {
  const seen = new Set();
  function* walk(schema, place) {
    if (schema === null || typeof schema !== 'object') return;
    const { value, pointer } = contract.follow(schema, place);
    if (seen.has(pointer)) return;
    seen.add(pointer);
    if (value.type === 'object' && (value.additionalProperties ?? true) === true) yield pointer;
    for (const [name, member] of Object.entries(value)) {
      if (['if', 'example', 'examples', 'enum', 'const'].includes(name)) continue;
      yield* walk(member, `${pointer}/${escapePointer(name)}`);
    }
  }
  for (const { definition, pointer } of contract.operations.values())
    for (const [type, media] of Object.entries(definition.requestBody?.content ?? {}))
      if (isJson(type)) yield* walk(media.schema, `${pointer}/requestBody/content/${escapePointer(type)}/schema`);
}

function* records(directory) {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort()) {
    for (const [index, line] of readFileSync(path, 'utf8').split('\n').entries())
      if (line) yield { place: `${relative(directory, path)}:${index + 1}`, line };
  }
}

function parse(line) {
  const record = JSON.parse(line);
  for (const name of ['operation', 'method', 'path', 'status', 'request_headers', 'request_body', 'response_headers', 'response_body'])
    if (!(name in record)) throw new Error(`${name} is missing in the record`);
  return record;
}

function main(args) {
  const options = { contract: join(top, 'data/api/meine-hkk.openapi.yaml'), modules: join(top, 'build/contract') };
  while (args[0]?.startsWith('--')) {
    const name = args.shift().slice(2);
    if (!(name in options) || !args.length) args = [];
    else options[name] = args.shift();
  }
  if (args.length !== 1) {
    console.error('usage: validate.mjs [--contract FILE] [--modules DIR] DIRECTORY');
    return 2;
  }
  const contract = new Contract(options.contract, options.modules);
  const called = new Set();
  let exchanges = 0;
  let found = 0;
  const report = (place, errors) => {
    for (const error of errors) {
      console.log(`${place}: ${error}`);
      found++;
    }
  };
  report('contract', [...openRequests(contract)].map((pointer) => `${pointer} is open`));
  for (const { place, line } of records(args[0])) {
    exchanges++;
    try {
      const record = parse(line);
      called.add(record.operation);
      report(`${place} ${record.operation} ${record.method} ${record.path} ${record.status}`, violations(contract, record));
    } catch (error) {
      report(place, [error.message]);
    }
  }
  if (!exchanges) report(args[0], ['there is no exchange']);
  const missed = [...contract.operations.keys()].filter((name) => !called.has(name));
  if (missed.length) console.log(`never called, ${missed.length} of ${contract.operations.size}: ${missed.join(' ')}`);
  console.log(`${exchanges} exchanges, ${found} violations`);
  return found ? 1 : 0;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2));
