/** Where Nest keeps the endpoint contract of a controller's method. */
export const ENDPOINT = Symbol('endpoint');

/** Every endpoint that a controller serves, with its place; compared with the contracts at the start. */
export const served = new Map<string, string>();
