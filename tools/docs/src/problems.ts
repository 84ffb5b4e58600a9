/** Every refusal of the API, by status. */
export function problemsPage(faults: Readonly<Record<string, { status: number; title: string }>>): string {
  const lines = Object.entries(faults)
    .sort(([, a], [, b]) => a.status - b.status)
    .map(([code, { status, title }]) => `| ${status} | \`${code}\` | ${title} |`);
  return `# Problems

Generated from \`libs/contracts/src/faults.ts\`. Every refusal is \`application/problem+json\` (RFC 9457) with
\`type\` \`urn:seatkeeper:problem:<code>\`; \`detail\` says it in a sentence, \`errors\` names invalid fields.

| status | code | meaning |
| --- | --- | --- |
${lines.join('\n')}
`;
}
