// jsforce after a refresh token was replaced by a new one, twice.
import jsforce from 'jsforce';
import { leave, order, read, refusal, say } from './stage.mjs';

const { login, client_id: clientId, redirect } = await read();
const oauth2 = new jsforce.OAuth2({
  loginUrl: login, clientId, redirectUri: redirect, useVerifier: true,
});
say({ open: oauth2.getAuthorizationUrl({ scope: 'api refresh_token' }) });
const landed = new URL(await read());
leave();
const conn = new jsforce.Connection({ oauth2 });
await conn.authorize(landed.searchParams.get('code'));

const replies = [];
conn.on('refresh', (token, reply) => { replies.push(reply); });
const attempts = [];
for (let round = 0; round < 2; round += 1) {
  await order(login, { do: 'expire_tokens' });
  attempts.push(await refusal(() => conn.query('SELECT COUNT() FROM Account')));
}
say({
  attempts,
  rotated: replies.map((reply) => Boolean(reply.refresh_token)),
  kept: replies[0].refresh_token === conn.refreshToken,
});
