/** Whether a name falls under a topic of AMQP: `*` stands for one word, `#` for any number of them. */
export function topicMatches(topic: string, name: string): boolean {
  return wordsMatch(topic.split('.'), name.split('.'));
}

function wordsMatch([head, ...topic]: readonly string[], name: readonly string[]): boolean {
  if (head === undefined) return name.length === 0;
  if (head === '#')
    return (
      topic.length === 0 || name.some((_, at) => wordsMatch(topic, name.slice(at))) || wordsMatch(topic, [])
    );
  return name.length > 0 && (head === '*' || head === name[0]) && wordsMatch(topic, name.slice(1));
}
