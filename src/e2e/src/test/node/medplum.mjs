import assert from 'node:assert/strict';
import { MedplumClient } from '@medplum/core';
import { PAGE, base, client, created, patch, person, reference, refusal, search, step, tag, updated, visit } from './errand.mjs';

const app = new MedplumClient({ baseUrl: base, fhirUrlPath: 'fhir', tokenUrl: 'auth/token' });
await app.startClientLogin(client.id, client.secret);
let patient;

await step('create', async () => {
  patient = await app.createResource(person);
  return [reference(patient), patient.meta.versionId];
});
const id = patient.id;

await step('read', async () => {
  const read = await app.readResource('Patient', id);
  assert.deepEqual(read, patient);
  return [read.meta.versionId];
});

await step('update', async () => {
  const update = () => app.updateResource(updated(patient), { headers: { 'If-Match': tag(patient) } });
  const second = await update();
  const { outcome } = await refusal(update);
  return [second.meta.versionId, outcome.issue[0].code];
});

await step('patch', async () => [(await app.patchResource('Patient', id, patch)).meta.versionId]);

await step('history', async () => {
  const history = await app.readHistory('Patient', id);
  return history.entry.map((entry) => entry.resource.meta.versionId);
});

// its method for a batch sends any Bundle
await step('transaction', async () => created(await app.executeBatch(visit(id))));

await step('search', async () => {
  const found = await app.searchResources('Observation', search(id));
  assert.equal(found.length, PAGE);
  return [found.bundle.total];
});

await step('page', async () => {
  const found = [];
  for await (const page of app.searchResourcePages('Observation', search(id))) {
    found.push(...page.map(reference));
  }
  return found;
});
