/** JSON bodies; uploads are streams with limits of their own. */
export const JSON_LIMIT_BYTES = 1024 * 1024;
/** Of calls that anybody may make: a firm with its first admin needs one. */
export const PUBLIC_LIMIT_BYTES = 16 * 1024;
/** Of calls that programs sign: a mail that came back as a whole. It is read before the signature can be looked at. */
export const SIGNED_LIMIT_BYTES = 512 * 1024;
export const FORM_LIMIT_BYTES = 16 * 1024;
/** A file of people. */
export const UPLOAD_LIMIT_BYTES = 20 * 1024 * 1024;
/** Rows of a file of people: each is stored with its result. As many as are named in a file of that size. */
export const UPLOAD_LIMIT_ROWS = 100_000;
/** A file of records: some half a million of them. */
export const RECORDS_LIMIT_BYTES = 200 * 1024 * 1024;
/** The longest part of a path: a link that names whom it is for is longer than the 100 characters that Fastify reads. */
export const PATH_PART_CHARACTERS = 200;
/** Levels of arrays and objects in JSON; the deepest body of the API has six. */
export const JSON_DEPTH = 32;

/** What the HTTP server allows a connection, beyond what Node does by itself. */
export const CONNECTION_LIMITS = {
  /** Even a large upload over a slow line is through by then. */
  requestTimeout: 10 * 60_000,
  /** Silence on a connection, in both directions; a stream of progress says something every 15 s. */
  connectionTimeout: 2 * 60_000,
  /** Then a client connects anew, and may find another copy of the gateway. */
  maxRequestsPerSocket: 1_000,
};

/** One file and nothing else: fields would be held in memory. */
export const MULTIPART_LIMITS = {
  files: 1,
  fileSize: UPLOAD_LIMIT_BYTES,
  fields: 0,
  parts: 1,
  fieldNameSize: 100,
  fieldSize: 0,
  headerPairs: 20,
};
