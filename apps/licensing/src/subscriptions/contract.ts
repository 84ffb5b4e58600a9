/** What the contract of one subscription says of getting smaller. What is not in it is not asked for. */
export interface StoredContract {
  product: string;
  noticeDays?: number;
  minimumSeats?: number;
  restrictions?: string;
}

/** How it is stored. */
export const contractFields = {
  _id: false,
  product: { type: String, required: true },
  noticeDays: { type: Number },
  minimumSeats: { type: Number },
  restrictions: { type: String },
} as const;
