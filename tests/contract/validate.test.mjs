// SPDX-License-Identifier: GPL-3.0-or-later
// node --test tests/contract/validate.test.mjs: every example of the contract is a good exchange, and each change below makes
// one a bad exchange. CONTRACT_MODULES names the directory with node_modules; build/contract if absent.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Contract, openRequests, violations } from './validate.mjs';

const top = fileURLToPath(new URL('../..', import.meta.url));
const modules = process.env.CONTRACT_MODULES ?? join(top, 'build/contract');
const contract = new Contract(join(top, 'data/api/meine-hkk.openapi.yaml'), modules);
const bytes = { length: 4, sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' };
const digest = `sha-256=:${Buffer.from(bytes.sha256, 'hex').toString('base64')}:`;
const scratch = mkdtempSync(join(tmpdir(), 'contract-'));
after(() => rmSync(scratch, { recursive: true }));

const follow = (value) => contract.follow(value, '').value;
const sampleOf = (object) => String(object.example ?? follow(object.schema).example ?? follow(object.schema).const);
const samplesOf = (media) => Object.values(media.examples ?? { bytes: { value: bytes } }).map((one) => follow(one).value);

function requestsOf({ path, method, definition, parameters }) {
  const headers = { 'Accept-Language': 'de', Authorization: 'Bearer x' };
  let target = path;
  for (const { value } of parameters) {
    if (value.in === 'path') target = target.replace(`{${value.name}}`, sampleOf(value));
    else if (value.in === 'header' && value.required) headers[value.name] = sampleOf(value);
  }
  const query = parameters.filter(({ value }) => value.in === 'query').map(({ value }) => `${value.name}=${sampleOf(value)}`);
  if (query.length) target += `?${query.join('&')}`;
  const base = { operation: definition.operationId, method: method.toUpperCase(), path: target };
  const content = Object.entries(definition.requestBody?.content ?? {});
  if (!content.length) return [{ ...base, request_headers: headers, request_body: null }];
  return content.flatMap(([type, media]) => samplesOf(media).map((body) => (
    { ...base, request_headers: { ...headers, 'Content-Type': `${type}` }, request_body: body })));
}

function answersOf({ definition }) {
  return Object.entries(definition.responses).flatMap(([status, reference]) => {
    const response = follow(reference);
    const headers = {};
    for (const [name, header] of Object.entries(response.headers)) {
      if (follow(header).required || name === 'X-Request-Id') headers[name] = sampleOf(follow(header));
    }
    if ('Content-Digest' in headers) headers['Content-Digest'] = digest;
    if ('Content-Range' in headers) headers['Content-Range'] = 'bytes 4-7/8';
    const content = Object.entries(response.content ?? {});
    if (!content.length) return [{ status: Number(status), response_headers: headers, response_body: null }];
    return content.flatMap(([type, media]) => samplesOf(media).map((body) => {
      const retry = body.retry_after === undefined ? {} : { 'Retry-After': String(body.retry_after) };
      if (body.retry_after === undefined) delete headers['Retry-After'];
      return { status: Number(status), response_headers: { ...headers, ...retry, 'Content-Type': type }, response_body: body };
    }));
  });
}

function exchangesOf(operation) {
  const requests = requestsOf(operation);
  const answers = answersOf(operation);
  return Array.from({ length: Math.max(requests.length, answers.length) }, (_, index) => (
    { ...requests[index % requests.length], ...answers[index % answers.length] }));
}

const good = [...contract.operations.values()].flatMap(exchangesOf);
const pick = (operation, status) => structuredClone(good.find((one) => one.operation === operation && one.status === status));
const problem = (code, status) => ({
  type: `urn:hkk:problem:${code}`, title: 'No', status, code, request_id: '7d3c0a52b91e4f68',
});
const outside = (method, path, status, code, headers = {}) => ({
  operation: null, method, path, status, request_headers: {}, request_body: null, response_body: problem(code, status),
  response_headers: { 'X-Request-Id': '7d3c0a52b91e4f68', 'Content-Type': 'application/problem+json', ...headers },
});

test('every example is a good exchange', () => {
  assert.ok(good.length > contract.operations.size);
  for (const record of good) assert.deepEqual([...violations(contract, record)], [], `${record.operation} ${record.status}`);
});

test('no request body is open', () => assert.deepEqual([...openRequests(contract)], []));

test('what the contract does not know is refused as it says', () => {
  assert.deepEqual([...violations(contract, outside('GET', '/v1/nothing', 404, 'not_found'))], []);
  assert.deepEqual([...violations(contract, outside('PUT', '/v1/forms', 405, 'method_not_allowed', { Allow: 'GET' }))], []);
});

const bad = {
  'unknown operation': ['get_status', 200, (r) => { r.operation = 'get_weather'; }, /not in the contract/],
  'another path': ['get_status', 200, (r) => { r.path = '/v1/overview'; }, /this is not GET \/v1\/status/],
  'another method': ['get_status', 200, (r) => { r.method = 'POST'; }, /this is not/],
  'undocumented status': ['get_status', 200, (r) => { r.status = 204; }, /status 204/],
  'missing member of the answer': ['get_overview', 200, (r) => { delete r.response_body.counts; }, /counts/],
  'wrong type in the answer': ['get_overview', 200, (r) => { r.response_body.counts.needs_you = '1'; }, /needs_you must be integer/],
  'unknown state': ['get_request', 200, (r) => { r.response_body.state = 'lost'; }, /state must be equal/],
  'fraction in the answer': ['get_form', 200, (r) => { r.response_body.parameters.limit = 0.5; }, /limit must be an integer/],
  'null answer': ['get_overview', 200, (r) => { r.response_body = null; }, /must be object/],
  'wrong media type of the answer': ['get_overview', 200, (r) => { r.response_headers['Content-Type'] = 'text/html'; }, /media type "text\/html"/],
  'no Location': ['step_up', 202, (r) => { delete r.response_headers.Location; }, /Location is missing/],
  'wrong Location': ['step_up', 202, (r) => { r.response_headers.Location = '/v1/requests/1'; }, /Location/],
  'additional member of the request': ['iam_token', 200, (r) => { r.request_body.remember = true; }, /request: .*additional properties \(remember\)/],
  'additional member further down': ['submit_request', 202, (r) => { r.request_body.values.invoices[0].path = '/x'; }, /request: \/values\/invoices/],
  'member of an empty request': ['step_up', 202, (r) => { r.request_body = { why: 1 }; }, /additional properties \(why\)/],
  'missing member of the request': ['submit_request', 202, (r) => { delete r.request_body.version; }, /required property 'version'/],
  'fraction in the request': ['submit_request', 202, (r) => { r.request_body.values.items[0].amount.amount = 1.5; }, /must be an integer/],
  'no body': ['submit_request', 202, (r) => { r.request_body = null; }, /request has no body/],
  'a body where none belongs': ['get_overview', 200, (r) => { r.request_body = {}; }, /request has a body/],
  'wrong media type of the request': ['put_upload', 201, (r) => { r.request_headers['Content-Type'] = 'text/html'; }, /media type "text\/html"/],
  'text for bytes': ['put_upload', 201, (r) => { r.request_body = 'abc'; }, /bytes must be recorded/],
  'no Idempotency-Key': ['submit_request', 202, (r) => { delete r.request_headers['Idempotency-Key']; }, /Idempotency-Key is missing/],
  'bad Idempotency-Key': ['submit_request', 202, (r) => { r.request_headers['Idempotency-Key'] = '1'; }, /Idempotency-Key: .*pattern/],
  'no If-Match': ['patch_profile', 202, (r) => { delete r.request_headers['If-Match']; }, /If-Match is missing/],
  'unknown query': ['list_requests', 200, (r) => { r.path += '&sort=up'; }, /query sort is not/],
  'doubled query': ['list_requests', 200, (r) => { r.path += '&limit=5'; }, /query limit is there more than once/],
  'query too large': ['list_requests', 200, (r) => { r.path = '/v1/requests?limit=101'; }, /query limit: .*<= 100/],
  'query not a number': ['list_requests', 200, (r) => { r.path = '/v1/requests?limit=all'; }, /query limit: .*integer/],
  'bad path parameter': ['get_request', 200, (r) => { r.path = '/v1/requests/a%20b'; }, /path id: .*pattern/],
  'code of another status': ['get_status', 429, (r) => { Object.assign(r.response_body, { code: 'conflict', type: 'urn:hkk:problem:conflict' }); }, /\/code must be equal/],
  'type and code': ['get_status', 429, (r) => { r.response_body.type = 'urn:hkk:problem:internal'; }, /type and \/code disagree/],
  'status in the body': ['get_status', 429, (r) => { r.response_body.status = 500; }, /status is not the status/],
  'another request id': ['get_status', 429, (r) => { r.response_body.request_id = 'other'; }, /request_id is not/],
  'another Retry-After': ['get_status', 429, (r) => { r.response_headers['Retry-After'] = '99'; }, /retry_after is not/],
  'no Retry-After': ['get_status', 429, (r) => { delete r.response_headers['Retry-After']; }, /Retry-After is missing/],
  'wrong digest': ['get_receipt', 200, (r) => { r.response_body.sha256 = '0'.repeat(64); }, /not the digest/],
  'wrong range': ['get_receipt', 206, (r) => { r.response_body.length = 5; }, /not the length/],
  'body with 304': ['get_overview', 304, (r) => { r.response_body = {}; }, /answer has a body/],
};
for (const [name, [operation, status, change, expected]] of Object.entries(bad)) {
  test(`bad: ${name}`, () => {
    const record = pick(operation, status);
    change(record);
    const found = [...violations(contract, record)];
    assert.ok(found.some((error) => expected.test(error)), found.join('\n') || 'nothing was found');
  });
}

test('bad: answers outside of the contract', () => {
  const found = (...args) => [...violations(contract, outside(...args))].join('\n');
  assert.match(found('GET', '/v1/forms', 404, 'not_found'), /this is list_forms/);
  assert.match(found('GET', '/v1/nothing', 405, 'method_not_allowed'), /must be 404 not_found/);
  assert.match(found('PUT', '/v1/forms', 405, 'method_not_allowed'), /Allow is missing/);
});

function run(lines) {
  writeFileSync(join(scratch, 'records'), lines.join('\n'));
  const done = spawnSync(process.execPath, [join(top, 'tests/contract/validate.mjs'), '--modules', modules, scratch], { encoding: 'utf8' });
  return { code: done.status, last: done.stdout.trimEnd().split('\n').at(-1), all: done.stdout };
}

test('the program counts and exits', () => {
  const one = JSON.stringify(good[0]);
  assert.deepEqual([run([one, one, '']).code, run([one, one, '']).last], [0, '2 exchanges, 0 violations']);
  const wrong = run([one, JSON.stringify({ ...good[0], status: 204 }), '{', '{"operation": null}']);
  assert.deepEqual([wrong.code, wrong.last], [1, '4 exchanges, 3 violations']);
  assert.match(wrong.all, /records:2 iam_token POST \/iam\/token 204: response: the status 204/);
  assert.deepEqual([run([]).code, run([]).last], [1, '0 exchanges, 1 violations']);
});
