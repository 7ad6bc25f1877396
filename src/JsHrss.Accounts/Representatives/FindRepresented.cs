using System.Collections.Immutable;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Representatives;

/// <summary>What the register and this house say together of one person.</summary>
/// <param name="IsSilent">The register is connected, and could not be asked: there may be more.</param>
/// <param name="Units">Units that exist here, that the register names the person as legal representative of, and in which the person has no part yet, or is only invited; by number.</param>
public sealed record Represented(bool IsSilent, ImmutableArray<RepresentableUnit> Units)
{
    /// <summary>Nothing was asked.</summary>
    public static Represented None { get; } = new(false, []);
}

/// <summary>「已在江苏人社网上办事服务大厅注册个人用户的，可使用“扫码登录”进行单位登录」: the units a legal representative represents by the register alone (C38).</summary>
public sealed class FindRepresented(IRegistrationAuthority authority, IRepresentableUnits units, TimeProvider clock)
{
    /// <summary>So many units of one person are looked up; nobody chooses among more on a phone.</summary>
    public const int Most = 200;

    private readonly RegisterMemory _memory = new();

    /// <summary>Finds them.</summary>
    /// <param name="holder">The person and the memberships that are not ended, as just read.</param>
    /// <param name="anew">True: the register is asked now, since something is made of its answer; false: what it said within a minute will do.</param>
    /// <param name="ct">Gives up.</param>
    public async ValueTask<Represented> HandleAsync(MembershipsOfPerson holder, bool anew, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(holder);
        var (person, now) = (holder.Person, clock.GetUtcNow());
        // Below real-name nobody vouches that the account's document is its holder's own (case AS-10); of closed accounts nothing is asked at all.
        if (Authority.OfPerson(person, now, Authority.LeastForUnits) is AuthorityVerdict.Refused)
            return Represented.None;
        var profile = person.Profile.Value;
        var answer = anew ? null : _memory.Of(person.Id, now);
        if (answer is null)
        {
            answer = await authority.UnitsOfAsync(profile.Document, ct).ConfigureAwait(false);
            _memory.Keep(person.Id, answer, clock.GetUtcNow());
        }

        if (answer is not RegisterAnswer.Found found)
            return Represented.None with { IsSilent = answer is RegisterAnswer.Unavailable };
        var codes = found.Units.Where(unit => unit.IsActive && unit.Names(profile.Name, profile.Document)).Select(unit => unit.Code).Distinct().Take(Most).ToImmutableArray();
        if (codes.IsEmpty)
            return Represented.None;
        var here = await units.FindAsync(codes, ct).ConfigureAwait(false);
        return new Represented(false, [.. here.Where(one => !holder.Units.Any(unit => HasPart(unit, one.Unit))).OrderBy(one => one.Unit.Number.Value, StringComparer.Ordinal)]);
    }

    /// <summary>Nobody has two roles in one unit (R147): who is agent or administrator of it acts as that. Who is only invited is neither yet, and who was its representative in a row that was changed past the house is served by it no more.</summary>
    private static bool HasPart(UnitStanding held, Unit unit) =>
        held.Unit == unit.Id && held.Institution is null && held.Status != MemberStatus.AwaitingConfirmation && held is not { IsIntact: false, Role: UnitRole.LegalRepresentative };
}
