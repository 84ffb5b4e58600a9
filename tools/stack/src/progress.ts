/** Receives one line about what is going on. */
export type Note = (line: string) => void;

/** Prints lines with the seconds since the start in front. */
export function timedNotes(write: (text: string) => void): Note {
  const begin = performance.now();
  return (line) => {
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    write(`${seconds.padStart(6)} s  ${line}\n`);
  };
}
