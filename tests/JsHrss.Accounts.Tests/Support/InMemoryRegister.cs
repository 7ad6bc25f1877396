using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Representatives;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Tests.Support;

/// <summary>A register of units, and what of it exists here.</summary>
internal sealed class InMemoryRegister : IRegistrationAuthority, IRepresentableUnits
{
    public List<RegisteredUnit> Registered { get; } = [];

    public List<RepresentableUnit> Here { get; } = [];

    public bool IsSilent { get; set; }

    public int Asked { get; private set; }

    public FindRepresented Finder(TimeProvider clock) => new(this, this, clock);

    public Task<RegisterAnswer> UnitsOfAsync(IdentityDocument document, CancellationToken ct)
    {
        Asked++;
        return Task.FromResult<RegisterAnswer>(IsSilent ? new RegisterAnswer.Unavailable() : new RegisterAnswer.Found([.. Registered]));
    }

    public ValueTask<ImmutableArray<RepresentableUnit>> FindAsync(ImmutableArray<UnifiedSocialCreditCode> codes, CancellationToken ct) =>
        ValueTask.FromResult(Here.Where(one => codes.Contains(one.Unit.CreditCode!)).ToImmutableArray());
}
