// What every script here shares: one JSON value a line comes in, one goes out.
import readline from 'node:readline';

const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();

export async function read() {
  return JSON.parse((await lines.next()).value);
}

export function say(what) {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

// What an attempt fails with, as the client tells it.
export async function refusal(attempt) {
  try {
    await attempt();
  } catch (error) {
    return { code: error.errorCode ?? error.name, message: error.message };
  }
  return null;
}

// A new reader may follow only after this one let go of the input.
export function leave() {
  process.stdin.destroy();
}

// Tells the practice org what happens now: see the help page for the orders.
export async function order(login, what) {
  const reply = await fetch(`${login}/practice/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(what),
  });
  if (!reply.ok) throw new Error(await reply.text());
}
