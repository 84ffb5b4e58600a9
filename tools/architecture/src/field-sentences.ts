import ts from 'typescript';

/** Calls that take what is said of a field: of schemas, and of the rules of services. */
const TELLERS = /^(min|max|regex|refine|invalid|wrong)$/;

/** What a file says of fields, `{}` in place of what differs. Only whole sentences: a word is a name, not something that is told. */
export function fieldSentences(path: string, text: string): string[] {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: string[] = [];
  const take = (node: ts.Node): void => {
    if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(take);
    const said = sentenceOf(node);
    if (said !== null && /^[A-Z{].* /s.test(said)) found.push(said);
  };
  const visit = (node: ts.Node): void => {
    if (
      ts.isPropertyAssignment(node) &&
      ts.isIdentifier(node.name) &&
      /^(message|error)$/.test(node.name.text)
    )
      take(node.initializer);
    else if (
      ts.isVariableDeclaration(node) &&
      ts.isIdentifier(node.name) &&
      node.name.text === 'message' &&
      node.initializer
    )
      take(node.initializer);
    else if (ts.isCallExpression(node) && TELLERS.test(calledBy(node))) node.arguments.forEach(take);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const calledBy = ({ expression }: ts.CallExpression): string =>
  ts.isPropertyAccessExpression(expression)
    ? expression.name.text
    : ts.isIdentifier(expression)
      ? expression.text
      : '';

function sentenceOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => `{}${literal.text}`)].join('');
}
