using JsHrss.Benchmarks.Servers;
using JsHrss.Storage.Keys;

namespace JsHrss.Benchmarks.Planting;

/// <summary>Fills the store of a server that does not run just now.</summary>
internal static class Planter
{
    /// <summary>Plants people; bytes that the database grew by for each.</summary>
    /// <param name="place">Its schema and its keys are there.</param>
    /// <param name="accounts">How many.</param>
    /// <param name="ct">Cancels between two people.</param>
    public static double Plant(Place place, int accounts, CancellationToken ct)
    {
        using var vault = new KeyVault(MasterKeyFile.ReadAll(new SecretsOptions { MasterKeyFile = Path.Combine(place.DataFolder, "master.key") }, mayCreate: false));
        var people = new SyntheticPeople(vault);
        var shapes = new Dictionary<Type, RowShape>();
        using var plot = Open(place);
        var before = plot.Size;
        var now = DateTimeOffset.UtcNow;
        for (var number = 0; number < accounts; number++)
        {
            ct.ThrowIfCancellationRequested();
            foreach (var row in people.RowsOf(number, now))
            {
                if (!shapes.TryGetValue(row.GetType(), out var shape))
                    shapes.Add(row.GetType(), shape = new RowShape(row.GetType()));
                plot.Add(shape, row);
            }
        }

        plot.Finish();
        return (double)(plot.Size - before) / accounts;
    }

    /// <summary>The database of a place.</summary>
    public static IPlot Open(Place place) => place.Database is { } database ? new PostgresPlot(database) : new SqlitePlot(Path.Combine(place.DataFolder, "idp.db"));
}
