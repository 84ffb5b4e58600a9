/**
 * Health check of MongoDB in docker-compose.yml, run by mongosh: makes the replica set at its first run, and fails
 * until the member takes writes.
 */
try {
  rs.status();
} catch {
  rs.initiate({ _id: 'seatkeeper', members: [{ _id: 0, host: 'mongodb:27017' }] });
}
quit(db.hello().isWritablePrimary ? 0 : 1);
