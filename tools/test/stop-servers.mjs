export default () => globalThis.stopServers?.();
