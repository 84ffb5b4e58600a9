/** Why the stack cannot run, as one sentence that tells a person what to do; printed without a stack trace. */
export class CannotStart extends Error {
  /** @override */
  name = 'CannotStart';
}
