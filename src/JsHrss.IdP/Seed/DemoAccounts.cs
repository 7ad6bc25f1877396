using JsHrss.Accounts.Units;

namespace JsHrss.IdP.Seed;

/// <summary>Looks for accounts whose passwords stand in the README. A database that holds one belongs to a demonstration (case JW-20).</summary>
internal sealed class DemoAccounts(IUnitStore units)
{
    /// <exception cref="InvalidOperationException">With the cure.</exception>
    public async ValueTask RefuseAsync(CancellationToken ct)
    {
        foreach (var person in DemoSeed.Persons)
        {
            if (await units.MembershipsAsync(person, ct) is not null)
                throw new InvalidOperationException("The database holds accounts of the demonstration, whose passwords are published. Begin with an empty database: point Database:ConnectionString at a new one and run: dotnet JsHrss.IdP.dll migrate");
        }
    }
}
