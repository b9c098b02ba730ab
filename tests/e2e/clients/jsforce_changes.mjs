// jsforce asks what changed, what was deleted, and searches.
import jsforce from 'jsforce';
import { leave, read, say } from './stage.mjs';

const { login, token } = await read();
leave();
const conn = new jsforce.Connection({ instanceUrl: login, accessToken: token, version: '66.0' });
const account = conn.sobject('Account');
const said = {};
said.kept = await account.create({ Name: 'Quarry & Sons' });
said.gone = await account.create({ Name: 'Shale Brothers' });
await account.destroy(said.gone.id);
const gone = await conn.query(
  'SELECT Id, IsDeleted FROM Account WHERE IsDeleted = true', { scanAll: true },
);
said.bin = gone.records;
const hour = 3600 * 1000;
const now = Date.now();
said.updated = await account.updated(new Date(now - hour), new Date(now + hour));
said.deleted = await account.deleted(new Date(now - hour), new Date(now + hour));
const sosl = await conn.search('FIND {Quarry} IN NAME FIELDS RETURNING Account(Id, Name)');
said.searched = sosl.searchRecords;

say(said);
