import encodeQR from 'qr';

/** Light squares around the code, which readers need to find it. */
const QUIET = 2;

/** A QR code as the path of an SVG: `size` squares a side, and a stroke of the pen for each run of dark ones in a row. */
export function qrPath(text: string): { readonly size: number; readonly path: string } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  const runs = rows.flatMap((row, y) =>
    [
      ...row
        .map((dark) => (dark ? '#' : ' '))
        .join('')
        .matchAll(/#+/g),
    ].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
  );
  return { size: rows.length, path: runs.join('') };
}
