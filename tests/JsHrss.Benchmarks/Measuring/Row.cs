namespace JsHrss.Benchmarks.Measuring;

/// <summary>One operation on one server.</summary>
/// <param name="Operation">Its name.</param>
/// <param name="Server">Which.</param>
/// <param name="Lowest">Of the cheapest round.</param>
/// <param name="Median">CPU-ms of the middle round: how far it lies above the lowest tells how noisy the machine was.</param>
/// <param name="Requests">In each round; for the code flow, flows.</param>
internal sealed record Row(string Operation, ServerKind Server, Cost Lowest, double Median, int Requests);

/// <summary>A kind of server.</summary>
/// <param name="Store">memory, sqlite or postgresql.</param>
/// <param name="Build">How it was built.</param>
/// <param name="Pgo">DOTNET_TieredPGO.</param>
/// <param name="Accounts">Synthetic accounts besides the demonstration.</param>
internal sealed record ServerKind(string Store, string Build, bool Pgo, int Accounts);

/// <summary>What a server needs besides CPU time.</summary>
/// <param name="Server">Which.</param>
/// <param name="Ready">From its start to its first answer to a request.</param>
/// <param name="MemoryAtStart">Resident, bytes.</param>
/// <param name="MemoryAtEnd">Resident after all measurements, bytes.</param>
/// <param name="BytesAnAccount">Of the database, by what it grew while the accounts were planted; null where none were.</param>
internal sealed record Footprint(ServerKind Server, TimeSpan Ready, long MemoryAtStart, long MemoryAtEnd, double? BytesAnAccount);
