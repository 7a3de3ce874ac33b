// Where a file can be broken on purpose: operators, constants, conditions, statements. Types and texts are left alone.
import { parseSync } from 'vite';

export const OPERATORS = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '&': '|',
  '|': '&',
  '^': '&',
  '<<': '>>',
  '>>': '<<',
  '>>>': '<<',
  '&&': '||',
  '||': '&&',
  '??': '&&',
};
const DOES = ['CallExpression', 'AssignmentExpression', 'UpdateExpression', 'YieldExpression', 'AwaitExpression'];
const WRAPPERS = ['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression'];

/** What is inside these runs when it is called, or when an object is made, and not when its file is loaded. */
const LATER = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'PropertyDefinition'];

const isText = (n) => n.type === 'TemplateLiteral' || (n.type === 'Literal' && typeof n.value === 'string');

/**
 * The mutants of a file: `start` and `end` in the text, what stands there instead, in words (`what`), the line, and the text
 * of that line (`code`), by which it is known again. `atLoad`: it runs once, when its file is loaded. `node` and `to` are what
 * `switched` needs.
 */
export function sitesOf(code, path) {
  const { program, errors } = parseSync(path, code);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  const mutants = [];
  const lineOf = lines(code);
  const rows = code.split('\n');
  let inside = 0;
  const add = (kind, node, start, end, to, depth) => {
    const line = lineOf(start);
    const what = `${short(code.slice(start, end))} → ${short(to)}`;
    mutants.push({ kind, node, start, end, to, depth, line, what, code: rows[line - 1].trim(), atLoad: inside === 0 });
  };
  const visit = (node, depth, parent) => {
    if (node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) {
      for (const n of node) visit(n, depth, parent);
      return;
    }
    if (typeof node.type !== 'string') return;
    if (WRAPPERS.includes(node.type)) return visit(node.expression, depth + 1, node);
    if (node.type.startsWith('TS') || node.type === 'ImportDeclaration') return;
    switch (node.type) {
      case 'BinaryExpression':
      case 'LogicalExpression': {
        const to = OPERATORS[node.operator];
        if (to === undefined || (node.operator === '+' && (isText(node.left) || isText(node.right)))) break;
        const at = code.indexOf(node.operator, node.left.end);
        if (at >= 0 && at < node.right.start) add('operator', node, at, at + node.operator.length, to, depth);
        break;
      }
      case 'UnaryExpression':
        if (node.operator === '!') add('not', node, node.start, node.start + 1, '', depth);
        break;
      case 'IfStatement':
      case 'ConditionalExpression': {
        const { start, end } = node.test;
        add('condition', node.test, start, end, `!(${code.slice(start, end)})`, depth);
        break;
      }
      case 'ExpressionStatement':
        if (DOES.includes(node.expression.type)) add('statement', node, node.start, node.end, ';', depth);
        break;
      case 'Literal':
        if (parent?.type === 'Property' && parent.key === node && !parent.computed) break;
        if (typeof node.value === 'number') add('constant', node, node.start, node.end, String(node.value + 1), depth);
        else if (typeof node.value === 'bigint')
          add('constant', node, node.start, node.end, `${node.value + 1n}n`, depth);
        else if (typeof node.value === 'boolean')
          add('constant', node, node.start, node.end, String(!node.value), depth);
        break;
      default:
    }
    const later = LATER.includes(node.type) ? 1 : 0;
    inside += later;
    for (const [key, value] of Object.entries(node))
      if (key !== 'type' && value !== null && typeof value === 'object') visit(value, depth + 1, node);
    inside -= later;
  };
  visit(program.body, 0, null);
  return mutants.sort((a, b) => a.start - b.start || a.depth - b.depth);
}

const short = (text) => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line === '' ? '(nothing)' : line;
};

function lines(code) {
  const starts = [0];
  for (let i = 0; i < code.length; i++) if (code[i] === '\n') starts.push(i + 1);
  return (at) => {
    let lo = 0;
    let hi = starts.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (starts[mid] <= at) lo = mid + 1;
      else hi = mid;
    }
    return lo;
  };
}
