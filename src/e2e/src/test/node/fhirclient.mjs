import assert from 'node:assert/strict';
import smart from 'fhirclient';
import { PAGE, base, created, fhir, patch, person, reference, refusal, search, signIn, step, tag, updated, visit } from './errand.mjs';

const token = await signIn(`${base}/auth/token`);
const app = smart().client({ serverUrl: fhir, tokenResponse: { access_token: token } });
let patient;

await step('create', async () => {
  patient = await app.create(person);
  return [reference(patient), patient.meta.versionId];
});
const id = patient.id;

await step('read', async () => {
  const read = await app.request(`Patient/${id}`);
  assert.deepEqual(read, patient);
  return [read.meta.versionId];
});

await step('update', async () => {
  const update = () => app.update(updated(patient), { headers: { 'If-Match': tag(patient) } });
  const second = await update();
  const refused = await refusal(update);
  assert.equal(refused.status, 412);
  return [second.meta.versionId, JSON.parse(refused.message.replace(/^[^{]*/, '')).issue[0].code];
});

await step('patch', async () => [(await app.patch(`Patient/${id}`, patch)).meta.versionId]);

// it has no method for the history, nor for a transaction: both by its request
await step('history', async () => {
  const history = await app.request(`Patient/${id}/_history`);
  return history.entry.map((entry) => entry.resource.meta.versionId);
});

await step('transaction', async () => {
  const headers = { 'Content-Type': 'application/fhir+json' };
  return created(await app.request({ url: '/', method: 'POST', body: JSON.stringify(visit(id)), headers }));
});

const observations = `Observation?${new URLSearchParams(search(id))}`;
await step('search', async () => {
  const page = await app.request(observations);
  assert.equal(page.entry.length, PAGE);
  return [page.total];
});

await step('page', async () => {
  const found = await app.request(observations, { pageLimit: 0, flat: true });
  return found.map(reference);
});
