/// Wire types of Manifold's own API, `/manifold/v1` (Docs/Architecture/manifold-api.md).
package enum ManifoldAPI {}
