import { connect, Problem } from '@seatkeeper/client';

const { SEATKEEPER_URL: baseUrl = 'http://127.0.0.1:3000', SEATKEEPER_FIRM: account = 'harbour-lane' } =
  process.env;
const seatkeeper = connect({ baseUrl });
await seatkeeper.signIn({
  account,
  username: process.env['SEATKEEPER_USER'] ?? 'ada.quill@harbour-lane.example',
  password: process.env['SEATKEEPER_PASSWORD'] ?? 'seats-for-harbour-lane',
});

// An answer that is lost is asked for again with the same Idempotency-Key: nobody is invited twice.
for (const name of ['zoe', 'liam', 'mina']) {
  const person = { username: `${name}@${account}.example`, firstName: name, lastName: 'Newcomer' };
  try {
    const { username, status } = await seatkeeper.post('/v1/users', { body: person });
    console.log(`${username} is ${status}`);
  } catch (error) {
    // What else the problem says is in its members; a code that is misspelled here does not compile.
    if (!(error instanceof Problem && error.code === 'no-free-seat')) throw error;
    console.log(`${person.username} gets no seat: ${error.message}`);
    break;
  }
}

// A list has pages; they come as they are read.
for await (const { username } of seatkeeper.items('/v1/users', { params: { query: { status: 'invited' } } }))
  console.log(`waiting for ${username}`);

// A leaver's records pass to a colleague, and the run can be watched to its end.
const { user } = await seatkeeper.get('/v1/me');
const [leaver] = (await seatkeeper.get('/v1/users', { params: { query: { q: 'bjorn girard', limit: 1 } } }))
  .items;
if (leaver) {
  const path = { id: leaver.id };
  const left = await seatkeeper.post('/v1/users/{id}/deactivate', {
    params: { path },
    body: { reassign: { to: user.id } },
  });
  const run = left.reassignmentId;
  if (run)
    for await (const { data } of seatkeeper.events('/v1/reassignments/{id}/progress', {
      params: { path: { id: run } },
    }))
      console.log(`${data.progress.done} of ${data.progress.total} records, ${data.state}`);
}
await seatkeeper.signOut();
