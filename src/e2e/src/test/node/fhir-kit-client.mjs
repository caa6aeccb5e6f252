import assert from 'node:assert/strict';
import { Client } from 'fhir-kit-client';
import { PAGE, created, fhir, patch, person, reference, refusal, search, signIn, step, updated, visit } from './errand.mjs';

const app = new Client({ baseUrl: fhir });
app.bearerToken = await signIn((await app.smartAuthMetadata()).tokenUrl);
const header = (answer, name) => Client.httpFor(answer).response.headers.get(name);
const resourceType = 'Patient';
let patient;

await step('create', async () => {
  patient = await app.create({ resourceType, body: person });
  assert.equal(header(patient, 'Location'), `${fhir}/${reference(patient)}/_history/1`);
  return [reference(patient), patient.meta.versionId];
});
const id = patient.id;

await step('read', async () => {
  const read = await app.read({ resourceType, id });
  assert.deepEqual(read, patient);
  return [read.meta.versionId];
});

await step('update', async () => {
  const options = { headers: { 'If-Match': header(patient, 'ETag') } };
  const update = () => app.update({ resourceType, id, body: updated(patient), options });
  const second = await update();
  const { response } = await refusal(update);
  assert.equal(response.status, 412);
  return [second.meta.versionId, response.data.issue[0].code];
});

await step('patch', async () => [(await app.patch({ resourceType, id, jsonPatch: patch })).meta.versionId]);

await step('history', async () => {
  const history = await app.history({ resourceType, id });
  return history.entry.map((entry) => entry.resource.meta.versionId);
});

await step('transaction', async () => created(await app.transaction({ body: visit(id) })));

let page;
await step('search', async () => {
  page = await app.search({ resourceType: 'Observation', searchParams: search(id) });
  assert.equal(page.entry.length, PAGE);
  return [page.total];
});

await step('page', async () => {
  const found = [];
  for (; page; page = await app.nextPage({ bundle: page })) {
    found.push(...page.entry.map((entry) => reference(entry.resource)));
  }
  return found;
});
