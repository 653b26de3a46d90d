/**
 * Lowers the CSS that Lightning CSS leaves alone and Chromium 103 (the game's browser) does not know:
 * viewport units of 2022, range media queries, `translate`/`rotate`/`scale` as properties, gradient interpolation.
 * It also keeps `color-scheme` off the root element, where it would make the page opaque and hide the game.
 */
const INDIVIDUAL = ['translate', 'rotate', 'scale'];
const VIEWPORT_UNIT = /(?<=\d)[dsl]v(h|w|i|b|min|max)\b/g;
const SPACE = 'in (?:oklab|oklch|lab|lch|srgb(?:-linear)?|hsl|hwb)(?: (?:shorter|longer|increasing|decreasing) hue)?';
const ONLY_SPACE = new RegExp(`(?<=\\()\\s*${SPACE}\\s*,\\s*`, 'g');
const SPACE_TOO = new RegExp(`\\s+${SPACE}\\b`, 'g');
const RANGE = /\(\s*(width|height)\s*(<=|>=|<|>)\s*([^()=<>]+?)\s*\)/g;
const HAIR = 0.02;

/** @param {string} unit */
const plainUnit = (unit) => ({ i: 'vw', b: 'vh' })[unit] ?? `v${unit}`;

/**
 * A strict bound becomes an inclusive one, moved by less than a device pixel: `not (…)` would be dead in 103.
 * @param {string} feature @param {string} operator @param {string} value
 */
function range(feature, operator, value) {
  const bound = operator.startsWith('<') ? 'max' : 'min';
  const length = /^(\d*\.?\d+)px$/.exec(value);
  if (operator.length === 2) return `(${bound}-${feature}: ${value})`;
  if (!length) throw new Error(`Write (${bound}-${feature}: …) instead of (${feature} ${operator} ${value})`);
  return `(${bound}-${feature}: ${Number(length[1]) + (bound === 'max' ? -HAIR : HAIR)}px)`;
}

/**
 * The values of one declaration, split at spaces outside parentheses.
 * @param {string} value
 */
const parts = (value) => value.trim().match(/(?:[^\s()]+|\((?:[^()]|\([^()]*\))*\))+/g) ?? [];

/**
 * The argument list that makes the same transform function.
 * @param {string} property @param {string} value
 */
function argument(property, value) {
  const [first = '', second] = parts(value);
  if (property === 'translate') return first === 'none' ? '0px, 0px' : `${first}, ${second ?? '0px'}`;
  if (property === 'rotate') return first === 'none' ? '0deg' : value;
  return first === 'none' ? '1' : second ? `${first}, ${second}` : first;
}

/**
 * What is added belongs to the file of its neighbour: Vite resolves addresses from there.
 * @param {import('postcss').Container} neighbour
 */
const from = ({ source }) => (source ? { source } : {});

/** @returns {import('postcss').Plugin} */
export function nui103() {
  return {
    postcssPlugin: 'nui103',
    Declaration(declaration) {
      const { prop, value, parent } = declaration;
      if (prop === 'color-scheme' && parent?.type === 'rule' && /(^|[\s,])(:root|html)\b/.test(parent.selector ?? '')) {
        declaration.remove();
        return;
      }
      let lowered = value.replace(VIEWPORT_UNIT, (_, unit) => plainUnit(unit));
      if (lowered.includes('gradient(')) lowered = lowered.replace(ONLY_SPACE, '').replace(SPACE_TOO, '');
      if (prop === 'transition' || prop === 'transition-property' || prop === 'will-change') {
        lowered = lowered.replace(/(?<=^|[\s,])(?:translate|rotate|scale)(?=[\s,]|$)/g, 'transform');
      }
      if (lowered !== value) declaration.value = lowered;
    },
    AtRule: {
      media(rule) {
        const lowered = rule.params.replace(RANGE, (_, feature, operator, value) => range(feature, operator, value));
        if (lowered !== rule.params) rule.params = lowered;
      },
    },
    OnceExit(root, { Declaration: declarationOf, AtRule: atRule }) {
      let used = false;
      const lower = (/** @type {import('postcss').Container} */ rule) => {
        let hit = false;
        /** @type {import('postcss').Declaration | undefined} */
        let transform;
        rule.each((node) => {
          if (node.type !== 'decl') return;
          if (node.prop === 'transform') transform = node;
          if (!INDIVIDUAL.includes(node.prop)) return;
          node.value = argument(node.prop, node.value);
          node.prop = `--nui-${node.prop}`;
          hit = true;
        });
        if (!hit) return;
        used = true;
        const functions =
          'translate(var(--nui-translate, 0px, 0px)) rotate(var(--nui-rotate, 0deg)) scale(var(--nui-scale, 1))';
        if (!transform) rule.append(new declarationOf({ prop: 'transform', value: functions, ...from(rule) }));
        else transform.value = transform.value === 'none' ? functions : `${functions} ${transform.value}`;
      };
      root.walkRules(lower);
      if (!used) return;
      // Without these three, a child would inherit what its parent was moved by.
      for (const property of INDIVIDUAL) {
        const registration = new atRule({ name: 'property', params: `--nui-${property}`, ...from(root) });
        for (const [prop = '', value = ''] of [
          ['syntax', '"*"'],
          ['inherits', 'false'],
        ]) {
          registration.append(new declarationOf({ prop, value, ...from(root) }));
        }
        root.append(registration);
      }
    },
  };
}
