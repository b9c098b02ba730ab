// jsforce reads every page of a query, writes in every way it knows, and describes.
import jsforce from 'jsforce';
import { leave, read, refusal, say } from './stage.mjs';

const { login, token } = await read();
leave();
const conn = new jsforce.Connection({ instanceUrl: login, accessToken: token, version: '66.0' });
const said = {};

// Queries
const pages = [];
const small = { headers: { 'Sforce-Query-Options': 'batchSize=200' } };
let page = await conn.query('SELECT Id, Name, Account.Name FROM Contact ORDER BY Id', small);
pages.push(page);
while (!page.done) {
  page = await conn.queryMore(page.nextRecordsUrl, small);
  pages.push(page);
}
said.pages = pages.map((each) => ({
  total: each.totalSize, rows: each.records.length, done: each.done,
}));
const ids = new Set(pages.flatMap((each) => each.records.map((row) => row.Id)));
said.different = ids.size;
said.row = pages[0].records[0];
const fetched = await conn.query('SELECT Id FROM Contact', { ...small, autoFetch: true, maxFetch: 10000 });
said.fetched = fetched.records.length;
said.found = await conn.sobject('Account')
  .find({ Name: { $like: '%a%' } }, ['Id', 'Name', 'Owner.Name'])
  .sort({ Name: 1 }).limit(3);
said.wrong = await refusal(() => conn.query('SELECT Nope FROM Account'));

// One record
const account = conn.sobject('Account');
const made = await account.create({ Name: 'Hollow Hill Bakery', BillingStreet: 'Mill Lane 3\n2nd floor' });
said.made = made;
said.changed = await account.update({ Id: made.id, Phone: '+44 20 7946 0018', Website: null });
said.retrieved = await account.retrieve(made.id);
said.invalid = await refusal(() => account.update({ Id: made.id, Nope: 1 }));
said.unnamed = await refusal(() => account.create({ Phone: '1' }));
said.destroyed = await account.destroy(made.id);
said.gone = await refusal(() => account.retrieve(made.id));
said.deletedTwice = await refusal(() => account.destroy(made.id));

// Upsert
const key = encodeURIComponent('q/1 ä'); // jsforce puts it into the address as it is
const upserts = [];
for (const name of ['Quarry & Sons', 'Quarry and Sons']) {
  upserts.push(await account.upsert({ CRM_Id__c: key, Name: name }, 'CRM_Id__c'));
}
said.upserts = upserts;

// Collections
const names = ['Ash', 'Beech', 'Cedar'].map((name) => ({ Name: name }));
said.many = await account.create([...names, { Phone: 'no name' }]);
const kept = said.many.filter((each) => each.success).map((each) => each.id);
said.manyChanged = await account.update(kept.map((Id) => ({ Id, Site: 'Wood' })));
said.manyRead = await account.retrieve([...kept, '001000000000000AAA'], { fields: ['Name', 'Site'] });
said.manyUpserted = await account.upsert(
  [{ CRM_Id__c: 'q/1 ä', Name: 'Quarry Ltd' }, { CRM_Id__c: 'q2', Name: 'Second' }], 'CRM_Id__c',
);
said.allOrNone = await account.create([{ Name: 'Dogwood' }, { Phone: 'no name' }], { allOrNone: true })
  .catch((error) => ({ code: error.errorCode }));
said.manyDestroyed = await account.destroy(kept);

// Describe and the rest
const described = await account.describe();
said.described = {
  keys: Object.keys(described).sort(),
  custom: described.fields.filter((each) => each.custom).map((each) => each.name).sort(),
  required: described.fields
    .filter((each) => each.createable && !each.nillable && !each.defaultedOnCreate)
    .map((each) => each.name),
};
const everything = await conn.describeGlobal();
said.objects = everything.sobjects.map((each) => each.name).sort();
said.limits = await conn.limits();
said.recent = await conn.recent('Account', 5);
say(said);
