/** Tables and functions of bundles: only Trace's own files name them in SQL. */
export const bundleTables = ['enforcement.unused_item', 'enforcement.unused_material_leaves'] as const
