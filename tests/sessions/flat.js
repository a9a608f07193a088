/**
 * What IndexedDB holds, as JSON: what is shared stays shared, which JSON alone does not give, and
 * files are base64. A place in an object or a list is a plain value, or `[index]` of one of the nodes.
 *
 * @typedef {{ readonly object: Record<string, Place> } | { readonly list: Place[] }
 *   | { readonly blob: string, readonly type: string, readonly name?: string }
 *   | { readonly zeros: number }} Node a plain object, a list, a Blob (a File where it has a name),
 *   or a Uint16Array of nothing but zeros
 * @typedef {string | number | boolean | null | [number]} Place
 */

/**
 * @param {unknown} root
 * @returns {Promise<Node[]>} the root's first
 */
export async function flatten(root) {
  /** @type {Node[]} */
  const nodes = [];
  /** @type {Map<object, number>} */
  const known = new Map();
  /** @param {unknown} value @returns {Promise<Place>} */
  const place = async (value) => {
    if (typeof value !== "object" || value === null) return /** @type {Place} */ (value);
    const index = known.get(value) ?? nodes.length;
    if (known.has(value)) return [index];
    known.set(value, index);
    nodes.push({ list: [] });
    nodes[index] = await node(value);
    return [index];
  };
  /** @param {object} value @returns {Promise<Node>} */
  const node = async (value) => {
    if (value instanceof Blob) {
      const bytes = new Uint8Array(await value.arrayBuffer());
      const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
      const name = value instanceof File ? { name: value.name } : {};
      return { blob: btoa(text), type: value.type, ...name };
    }
    if (value instanceof Uint16Array) {
      if (value.some((each) => each !== 0)) throw new RangeError("Expected nothing but zeros.");
      return { zeros: value.length };
    }
    /** @type {Place[]} */
    const places = [];
    for (const each of Object.values(value)) places.push(await place(each));
    if (Array.isArray(value)) return { list: places };
    return { object: Object.fromEntries(Object.keys(value).map((key, i) => [key, places[i]])) };
  };
  await place(root);
  return nodes;
}

/**
 * @param {Node[]} nodes
 * @returns {any} what was flattened
 */
export function unflatten(nodes) {
  /** @type {any[]} */
  const made = nodes.map((node) => {
    if ("object" in node) return {};
    if ("list" in node) return [];
    if ("zeros" in node) return new Uint16Array(node.zeros);
    const bytes = Uint8Array.from(atob(node.blob), (letter) => letter.charCodeAt(0));
    const { type, name } = node;
    return name === undefined ? new Blob([bytes], { type }) : new File([bytes], name, { type });
  });
  /** @param {Place} place */
  const valueOf = (place) => (Array.isArray(place) ? made[place[0]] : place);
  nodes.forEach((node, i) => {
    if ("list" in node) made[i].push(...node.list.map(valueOf));
    if (!("object" in node)) return;
    for (const [key, place] of Object.entries(node.object)) made[i][key] = valueOf(place);
  });
  return made[0];
}
