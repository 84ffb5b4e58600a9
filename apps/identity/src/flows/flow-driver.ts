import type { FlowKind } from './flow.js';
import type { FlowRun } from './flow-run.js';

/**
 * Takes a flow of one kind from the step it is at to its end. Every step can be repeated. A refusal undoes what
 * was done, takes the flow out of the document, and is thrown; any other error leaves the flow where it is.
 */
export interface FlowDriver<K extends FlowKind> {
  drive(run: FlowRun<K>): Promise<void>;
}
