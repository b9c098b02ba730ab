// jsforce signs in with PKCE, works, outlives the end of its session, and signs out.
import jsforce from 'jsforce';
import { leave, order, read, refusal, say } from './stage.mjs';

const { login, client_id: clientId, redirect } = await read();

const oauth2 = new jsforce.OAuth2({
  loginUrl: login, clientId, redirectUri: redirect, useVerifier: true,
});
const address = oauth2.getAuthorizationUrl({ scope: 'api refresh_token id', state: 'one two' });
say({ open: address });
const landed = new URL(await read());
leave();

const conn = new jsforce.Connection({ oauth2 });
const user = await conn.authorize(landed.searchParams.get('code'));
const first = conn.accessToken;
const identity = await conn.identity();
const count = await conn.query('SELECT COUNT() FROM Account');

await order(login, { do: 'expire_tokens' });
let refreshed = 0;
conn.on('refresh', () => { refreshed += 1; });
const again = await conn.query('SELECT COUNT() FROM Account');

const reused = await refusal(() => conn.oauth2.requestToken(landed.searchParams.get('code')));
const limit = conn.limitInfo;
await conn.logout(true);
const after = await refusal(() => new jsforce.Connection({
  instanceUrl: login, accessToken: first,
}).query('SELECT Id FROM Account LIMIT 1'));

say({
  verifier: oauth2.codeVerifier.length,
  state: landed.searchParams.get('state'),
  user,
  identity,
  limit,
  counts: [count.totalSize, again.totalSize],
  refreshed,
  reused,
  after,
});
