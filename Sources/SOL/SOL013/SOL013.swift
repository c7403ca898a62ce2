/// Wire types and rules that all the APIs share (GS NFV-SOL 013).
package enum SOL013 {}
