/** A field that every document of its kind has. */
export const text = { type: String, required: true } as const;

/** The same, of a point in time. */
export const moment = { type: Date, required: true } as const;
