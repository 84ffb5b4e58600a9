import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './precompress.js';

/** Where `npm run dev:console` finds the gateway. */
const gateway = process.env['SEATKEEPER_URL'] ?? 'http://127.0.0.1:3000';
const proxied = ['/v1', '/health', '/.well-known', '/invitations', '/password-reset', '/confirmations'];

/**
 * The console as static files. Nothing is written into the page itself: its Content-Security-Policy allows neither
 * inline scripts nor inline styles.
 */
export default defineConfig({
  plugins: [react(), precompress()],
  resolve: { conditions: ['@seatkeeper/source', 'module', 'browser', 'development|production'] },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssMinify: 'lightningcss',
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
  },
  server: {
    proxy: Object.fromEntries(proxied.map((path) => [path, { target: gateway, changeOrigin: false }])),
  },
});
