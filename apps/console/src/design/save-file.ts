/** Has the browser save a file under a name; it goes to no server. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // What has begun goes on without the address; one that is kept would keep the content in memory.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
