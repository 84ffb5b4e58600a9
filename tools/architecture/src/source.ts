import { posix } from 'node:path';
import ts from 'typescript';

/** A file of a project, and of what it says only what the rules of the house ask about. */
export interface Source {
  /** From the top of the repository: `apps/identity/src/users/users.service.ts`. */
  path: string;
  imports: Import[];
  /** Exported classes, and constants that may hold one, each with the names of its decorators. */
  classes: { name: string; decorators: string[] }[];
  /** Names of fields that begin with a dollar, as the operators of MongoDB do. */
  operators: string[];
  /** Values that others may take by name, whether they are made here or passed on. */
  exports: string[];
}

export interface Import {
  /** The file it names, or the package. */
  from: string;
  /** Values that are taken by name; none for a whole module. */
  names: string[];
  /** Gone after compilation. */
  typeOnly: boolean;
}

export function parse(path: string, text: string): Source {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  const source: Source = { path, imports: [], classes: [], operators: [], exports: [] };
  const from = (specifier: ts.Node) => target(path, (specifier as ts.StringLiteral).text);
  const passOn = (node: ts.ExportDeclaration): void => {
    const { exportClause: clause, isTypeOnly, moduleSpecifier } = node;
    const names = clause && ts.isNamedExports(clause) && !isTypeOnly ? valuesOf(clause.elements) : [];
    source.exports.push(...names.map(({ name }) => name.text));
    if (moduleSpecifier)
      source.imports.push({ from: from(moduleSpecifier), names: [], typeOnly: isTypeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      source.imports.push({ from: from(node.moduleSpecifier), ...taken(node) });
    else if (ts.isExportDeclaration(node)) passOn(node);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      source.imports.push({ from: from(node.argument.literal), names: [], typeOnly: true });
    else if (isDynamicImport(node))
      source.imports.push({ from: from(node.arguments[0]!), names: [], typeOnly: false });
    else if (ts.isPropertyAssignment(node) && /^\$/.test(nameOf(node))) source.operators.push(nameOf(node));
    else if (ts.isClassDeclaration(node) && node.name && isExported(node))
      source.classes.push({ name: node.name.text, decorators: decorators(node) });
    else if (ts.isVariableStatement(node) && isExported(node))
      for (const { name } of node.declarationList.declarations)
        if (ts.isIdentifier(name) && /^[A-Z]/.test(name.text))
          source.classes.push({ name: name.text, decorators: [] });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return source;
}

const nameOf = ({ name }: ts.PropertyAssignment): string =>
  ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : '';

/** Relative imports carry the extension that the file will have after the build. */
function target(path: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts');
}

function taken({ importClause: clause }: ts.ImportDeclaration): Pick<Import, 'names' | 'typeOnly'> {
  if (!clause) return { names: [], typeOnly: false };
  const bindings = clause.namedBindings;
  const named = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
  const onlyTypes = named.length > 0 && !clause.name && named.every(({ isTypeOnly }) => isTypeOnly);
  return {
    names: valuesOf(named).map(({ name, propertyName }) => (propertyName ?? name).text),
    typeOnly: clause.phaseModifier === ts.SyntaxKind.TypeKeyword || onlyTypes,
  };
}

function valuesOf<T extends ts.ImportSpecifier | ts.ExportSpecifier>(named: readonly T[]): T[] {
  return named.filter(({ isTypeOnly }) => !isTypeOnly);
}

function isDynamicImport(node: ts.Node): node is ts.CallExpression {
  return (
    ts.isCallExpression(node) &&
    node.expression.kind === ts.SyntaxKind.ImportKeyword &&
    node.arguments.length > 0 &&
    ts.isStringLiteral(node.arguments[0]!)
  );
}

function isExported(node: ts.ClassDeclaration | ts.VariableStatement): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function decorators(node: ts.ClassDeclaration): string[] {
  return (ts.getDecorators(node) ?? []).map(({ expression }) => {
    const called = ts.isCallExpression(expression) ? expression.expression : expression;
    return ts.isIdentifier(called) ? called.text : '';
  });
}
