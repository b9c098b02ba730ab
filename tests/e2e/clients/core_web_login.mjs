// @salesforce/core signs in through its own web server, as the sf CLI and VS Code do.
import { AuthInfo, Connection, Org, WebOAuthServer } from '@salesforce/core';
import { leave, order, read, refusal, say } from './stage.mjs';

const { login, client_id: clientId } = await read();
const server = await WebOAuthServer.create({ oauthConfig: { loginUrl: login, clientId } });
await server.start();
const signedIn = server.authorizeAndSave();
signedIn.catch(() => {}); // looked at below, once the browser is done
say({ open: server.getAuthorizationUrl() });
const page = await read();
leave();

const refused = await refusal(() => signedIn);
if (refused) {
  say({ page, refused });
  process.exit(0);
}
const saved = await signedIn;
const username = saved.getUsername();
const known = await AuthInfo.listAllAuthorizations();
const connection = await Connection.create({ authInfo: await AuthInfo.create({ username }) });
const first = await connection.query('SELECT Id, Name FROM Account LIMIT 3');

const token = connection.accessToken;
await order(login, { do: 'expire_tokens' });
const second = await connection.query('SELECT COUNT() FROM Contact');
await order(login, { do: 'expire_tokens' });
const third = await connection.query('SELECT COUNT() FROM Contact');

const org = await Org.create({ connection });
say({
  page,
  address: server.getAuthorizationUrl(),
  fields: saved.getFields(false),
  known: known.map((each) => ({ username: each.username, oauthMethod: each.oauthMethod })),
  version: connection.getApiVersion(),
  rows: first.records,
  contacts: [second.totalSize, third.totalSize],
  renewed: connection.accessToken !== token,
  organization: await org.retrieveOrganizationInformation(),
  isDevHub: await org.determineIfDevHubOrg(true),
});
