// What every client is asked to do; how its client does it, its own program says.
//
//   CLIENT_ID=… CLIENT_SECRET=… node CLIENT.mjs BASE MARK
//
// BASE is the service's address, MARK a word that nobody else uses. Each step writes a line: its name, then what the
// client was told.
import assert from 'node:assert/strict';

export const [base, mark] = process.argv.slice(2);
export const client = { id: process.env.CLIENT_ID, secret: process.env.CLIENT_SECRET };
export const fhir = `${base}/fhir`;

// Node would show the line of the library that threw, of a megabyte where it is minified
process.on('uncaughtException', (failure) => {
  console.error(failure);
  process.exit(1);
});

const OBSERVATIONS = 5;

/** So that the observations take three pages. */
export const PAGE = 2;

/** The person that everything is about. */
export const person = {
  resourceType: 'Patient',
  identifier: [{ system: 'https://client.example/mark', value: mark }],
  name: [{ text: '林望舒' }],
  gender: 'female',
};

/** What the update makes of the person. */
export const updated = (patient) => ({ ...patient, birthDate: '1990-05-17' });

/** What the patch adds (RFC 6902). */
export const patch = [
  { op: 'test', path: '/birthDate', value: '1990-05-17' },
  { op: 'add', path: '/address', value: [{ text: '攀枝花市' }] },
];

/** A transaction of a visit and of what was measured in it, which points at the visit by its urn. */
export function visit(patient) {
  const subject = { reference: `Patient/${patient}` };
  const urn = `urn:uuid:${crypto.randomUUID()}`;
  const act = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
  const encounter = { resourceType: 'Encounter', status: 'finished', class: { system: act, code: 'VR' }, subject };
  const observation = (_, i) => ({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
    subject,
    encounter: { reference: urn },
    effectiveDateTime: `2026-03-0${i + 1}T09:00:00+08:00`,
    valueQuantity: { value: 70 + i, system: 'http://unitsofmeasure.org', code: '/min' },
  });
  const post = (resource) => ({ resource, request: { method: 'POST', url: resource.resourceType } });
  const observations = Array.from({ length: OBSERVATIONS }, observation);
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [{ fullUrl: urn, ...post(encounter) }, ...observations.map(post)],
  };
}

/** `Type/id` of what a transaction was answered to have created. */
export function created(answer) {
  assert.equal(answer.type, 'transaction-response');
  return answer.entry.map(({ response }) => {
    assert.match(response.status, /^201/);
    return response.location.match(/([A-Z]\w+\/[^/]+)\/_history\/1$/)[1];
  });
}

/** The search whose pages are turned. */
export const search = (patient) => ({
  subject: `Patient/${patient}`,
  _sort: '-date',
  _count: `${PAGE}`,
  _total: 'accurate',
});

/** `Type/id`. */
export const reference = (resource) => `${resource.resourceType}/${resource.id}`;

/** A version as If-Match names it. */
export const tag = (resource) => `W/"${resource.meta.versionId}"`;

/** Does a step and writes its line. */
export async function step(name, act) {
  console.log(name, ...(await act()));
}

/** What an act is refused with, as the client throws it. */
export async function refusal(act) {
  try {
    await act();
  } catch (refused) {
    return refused;
  }
  return assert.fail('not refused');
}

/** A token, for clients that cannot ask for one as a system does (RFC 6749 section 4.4). */
export async function signIn(endpoint) {
  const form = { grant_type: 'client_credentials', client_id: client.id, client_secret: client.secret };
  const answer = await fetch(endpoint, { method: 'POST', body: new URLSearchParams(form) });
  assert.equal(answer.status, 200);
  return (await answer.json()).access_token;
}
