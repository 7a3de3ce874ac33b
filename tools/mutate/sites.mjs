// Where a file can be broken on purpose: operators, constants, conditions, statements. Types and texts are left alone.
import { parseSync } from 'vite';

const OPERATORS = {
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

const isText = (n) => n.type === 'TemplateLiteral' || (n.type === 'Literal' && typeof n.value === 'string');

/**
 * The functions of a file by where they begin, and its mutants: `start` and `end` in the text, what stands there instead
 * (`to`), in words (`what`), the line, and the function that it is in (`fn`, -1 outside of all).
 */
export function sitesOf(code, path) {
  const { program, errors } = parseSync(path, code);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  const functions = [];
  const mutants = [];
  const lineOf = lines(code);
  const add = (kind, node, start, end, to, fn) =>
    mutants.push({
      kind,
      start,
      end,
      to,
      fn,
      line: lineOf(node.start),
      what: `${short(code.slice(start, end))} → ${short(to)}`,
    });
  const visit = (node, fn, parent) => {
    if (node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) {
      for (const n of node) visit(n, fn, parent);
      return;
    }
    if (typeof node.type !== 'string') return;
    if (WRAPPERS.includes(node.type)) return visit(node.expression, fn, node);
    if (node.type.startsWith('TS') || node.type === 'ImportDeclaration') return;
    let inside = fn;
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        if (node.body === null) return;
        inside = node.start;
        functions.push({
          start: node.start,
          body: node.body.start,
          end: node.body.end,
          block: node.body.type === 'BlockStatement',
        });
        break;
      case 'BinaryExpression':
      case 'LogicalExpression': {
        const to = OPERATORS[node.operator];
        if (to === undefined || (node.operator === '+' && (isText(node.left) || isText(node.right)))) break;
        const at = code.indexOf(node.operator, node.left.end);
        if (at >= 0 && at < node.right.start) add('operator', node, at, at + node.operator.length, to, fn);
        break;
      }
      case 'UnaryExpression':
        if (node.operator === '!') add('condition', node, node.start, node.start + 1, '', fn);
        break;
      case 'IfStatement':
      case 'ConditionalExpression':
        add('condition', node, node.test.start, node.test.end, `!(${code.slice(node.test.start, node.test.end)})`, fn);
        break;
      case 'ExpressionStatement':
        if (DOES.includes(node.expression.type)) add('statement', node, node.start, node.end, ';', fn);
        break;
      case 'Literal':
        if (parent?.type === 'Property' && parent.key === node && !parent.computed) break;
        if (typeof node.value === 'number') add('constant', node, node.start, node.end, String(node.value + 1), fn);
        else if (typeof node.value === 'bigint') add('constant', node, node.start, node.end, `${node.value + 1n}n`, fn);
        else if (typeof node.value === 'boolean') add('constant', node, node.start, node.end, String(!node.value), fn);
        break;
      default:
    }
    for (const [key, value] of Object.entries(node))
      if (key !== 'type' && value !== null && typeof value === 'object') visit(value, inside, node);
  };
  visit(program.body, -1, null);
  return { functions, mutants: mutants.sort((a, b) => a.start - b.start) };
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

/** The file with a call of `__ran` at the beginning of every function: which tests run what is seen so. */
export function counted(code, path, name) {
  const { functions } = sitesOf(code, path);
  const inserts = functions.flatMap(({ start, body, end, block }) => {
    const call = `__ran(${JSON.stringify(`${name}:${start}`)})`;
    return block
      ? [[body + 1, `${call};`]]
      : [
          [body, `(${call}, `],
          [end, ')'],
        ];
  });
  // What stands at one place keeps its order: an end before the beginning of what follows.
  const sorted = inserts.map(([at, text], i) => ({ at, text, i })).sort((a, b) => b.at - a.at || b.i - a.i);
  let out = code;
  for (const { at, text } of sorted) out = out.slice(0, at) + text + out.slice(at);
  return `__ran(${JSON.stringify(`${name}:-1`)});${out}`;
}
