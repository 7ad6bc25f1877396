using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Addresses;

/// <summary>A book that the actor may look into. A unit's is read by its members and changed by those who may change what it says of itself (<see cref="GovernanceOperation.EditProfile"/>); whoever acts within an institution sees that of the unit not (R151).</summary>
internal sealed record OpenBook(AddressActor Actor, AddressOwner Owner, ActorSeen? By, bool MayChange, DateTimeOffset Now)
{
    public static async ValueTask<Result<OpenBook>> OpenAsync(IMemberStore members, AddressActor actor, DateTimeOffset now, CancellationToken ct)
    {
        switch (actor)
        {
            case AddressActor.Self self:
                return new OpenBook(self, AddressOwner.Of(self.Person), null, MayChange: true, now);
            case AddressActor.Member member:
                var entered = await Governed.EnterAsync(members, member.Actor, new MemberPlace(member.Unit), now, ct).ConfigureAwait(false);
                if (!entered.IsOk)
                    return new Refusal(entered.Code!);
                var here = entered.Value;
                return here.May(GovernanceOperation.ViewUnit)
                    ? new OpenBook(member, AddressOwner.Of(member.Unit), here.Seen, here.May(GovernanceOperation.EditProfile), now)
                    : new Refusal(GovernanceErrors.Forbidden);
            default:
                throw new ArgumentOutOfRangeException(nameof(actor), actor, null);
        }
    }

    /// <summary>A change of this book. No fact holds anything of what is written: by their keys addresses can be told apart.</summary>
    public BookChange Change(string code, AddressId address)
    {
        var fact = Fact(code);
        return new BookChange(Owner, By, Now, preferred => fact with { Detail = Told(address, preferred) });
    }

    public static string? RefusalOf(AddressStep step) => step switch
    {
        AddressStep.Done => null,
        AddressStep.Full => AddressErrors.Full,
        AddressStep.Unknown => AddressErrors.Unknown,
        _ => AddressErrors.Changed,
    };

    private AuditFact Fact(string code) => Actor switch
    {
        AddressActor.Self self => new AuditFact { Code = code, Result = AuditResult.Ok, At = Now, Subject = self.Person, Client = self.Origin.Client, Origin = self.Origin },
        AddressActor.Member { Actor: var by, Unit: var unit } => new AuditFact
        {
            Code = code,
            Result = AuditResult.Ok,
            At = Now,
            Actor = by.Person,
            Subject = by.Person,
            Unit = unit,
            Membership = by.Membership,
            Client = by.Origin.Client,
            Origin = by.Origin,
        },
        _ => throw new InvalidOperationException($"The union of actors is closed, and {Actor.GetType().Name} is none of it."),
    };

    private static ImmutableDictionary<string, string> Told(AddressId address, AddressId? preferred)
    {
        var told = ImmutableDictionary<string, string>.Empty.Add("address", address.ToString());
        return preferred is { } id ? told.Add("default", id.ToString()) : told;
    }
}
