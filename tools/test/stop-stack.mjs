export default () => globalThis.stopStack?.();
