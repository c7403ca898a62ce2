/// Alarms of VNF instances (SOL003 `vnffm`).
package protocol AlarmServing: ResourceSource {}
