/** The demo firm. Its password protects nothing: it exists on stacks for trying things out only. */
export const DEMO = {
  name: 'Harbour Lane',
  slug: 'harbour-lane',
  admin: {
    username: 'ada.quill@harbour-lane.example',
    firstName: 'Ada',
    lastName: 'Quill',
    password: 'seats-for-harbour-lane',
  },
  /** Given to everybody who accepts an invitation. */
  colleaguePassword: 'a-seat-at-harbour-lane',
  seats: 125,
  /** Of a second product, all of them held. */
  contractSeats: 9,
  /** How many of the people imported accept their invitation. */
  accepting: 30,
} as const;
