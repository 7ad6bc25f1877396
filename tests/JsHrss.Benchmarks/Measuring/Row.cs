namespace JsHrss.Benchmarks.Measuring;

/// <summary>One operation on one server.</summary>
/// <param name="Operation">Its name.</param>
/// <param name="Store">memory or sqlite.</param>
/// <param name="Pgo">DOTNET_TieredPGO of the server.</param>
/// <param name="Lowest">Of the cheapest round.</param>
/// <param name="Median">CPU-ms of the middle round: how far it lies above the lowest tells how noisy the machine was.</param>
/// <param name="Requests">In each round; for the code flow, flows.</param>
internal sealed record Row(string Operation, string Store, bool Pgo, Cost Lowest, double Median, int Requests);
