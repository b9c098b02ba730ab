// jsforce loads and exports with Bulk API 2.0.
import jsforce from 'jsforce';
import { leave, read, refusal, say } from './stage.mjs';

const { login, token, soql } = await read();
leave();
const conn = new jsforce.Connection({ instanceUrl: login, accessToken: token, version: '66.0' });
conn.bulk2.pollInterval = 50;
const said = {};

if (soql) {
  // What jsforce does with a second page can be caught nowhere else.
  process.on('uncaughtException', (error) => {
    say({ broken: error.code });
    process.exit(0);
  });
  const stream = await conn.bulk2.query(soql);
  said.rows = (await stream.toArray()).length;
} else {
  const load = await conn.bulk2.loadAndWaitForResults({
    object: 'Account',
    operation: 'upsert',
    externalIdFieldName: 'CRM_Id__c',
    input: [
      { CRM_Id__c: 'b1', Name: 'Birch, "Bark" & Co', BillingStreet: 'Line one\nLine two' },
      { CRM_Id__c: 'b2', Name: 'Bulrush' },
      { CRM_Id__c: 'b3', Name: '' },
    ],
  });
  said.load = load;

  const again = await conn.bulk2.loadAndWaitForResults({
    object: 'Account',
    operation: 'upsert',
    externalIdFieldName: 'CRM_Id__c',
    input: [{ CRM_Id__c: 'b2', Name: 'Bulrush Reeds' }],
  });
  said.again = again;

  const stream = await conn.bulk2.query(
    "SELECT Id, Name, BillingStreet, Phone FROM Account WHERE CRM_Id__c IN ('b1', 'b2')",
  );
  said.rows = await stream.toArray();

  said.removed = await conn.bulk2.loadAndWaitForResults({
    object: 'Account', operation: 'delete', input: said.rows.map(({ Id }) => ({ Id })),
  });

  const job = conn.bulk2.createJob({ object: 'Account', operation: 'insert' });
  said.open = await job.open();
  await job.abort();
  said.aborted = (await job.check()).state;
  await job.delete();
  said.unknown = await refusal(() => job.check());
  said.refused = await refusal(() => conn.bulk2.query('SELECT COUNT(Id) FROM Account'));
}
say(said);
