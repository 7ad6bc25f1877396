using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Tests.Governance;

/// <summary>The permission matrix, cell by cell as domain 7M draws it.</summary>
public sealed class GovernanceMatrixTests
{
    // 法定代表人, 管理员, 经办人, 柜面, anyone with a face.
    private static readonly Dictionary<GovernanceOperation, string> Drawn = new()
    {
        [GovernanceOperation.ViewMembers] = "yynnn",
        [GovernanceOperation.AcceptTerms] = "yynnn",
        [GovernanceOperation.AddAdministrator] = "ynnyn",
        [GovernanceOperation.EndAdministrator] = "ynnyn",
        [GovernanceOperation.ChangeAdministrator] = "ynnyn",
        [GovernanceOperation.AddAgent] = "yynnn",
        [GovernanceOperation.EndAgent] = "yynnn",
        [GovernanceOperation.RenewAgent] = "yynnn",
        [GovernanceOperation.ChangeRole] = "ynnnn",
        [GovernanceOperation.GrantItems] = "yynnn",
        [GovernanceOperation.ViewOwnItems] = "yyynn",
        [GovernanceOperation.Leave] = "nyynn",
        [GovernanceOperation.ApplyForInstitution] = "yynnn",
        [GovernanceOperation.ApproveInstitution] = "nnnyn",
        [GovernanceOperation.ResetOwnPassword] = "yyyyy",
        [GovernanceOperation.EditRegisteredFacts] = "nnnyn",
        [GovernanceOperation.ViewUnit] = "yyynn",
        [GovernanceOperation.EditProfile] = "yynnn",
    };

    [Fact]
    [Trait("Spec", "R127")]
    [Trait("Case", "UN-11")]
    [Trait("Case", "UN-14")]
    public void Every_cell_is_as_drawn()
    {
        Assert.Equal(Enum.GetValues<GovernanceOperation>().Order(), Drawn.Keys.Order());
        foreach (var (operation, row) in Drawn)
        {
            var parties = Enum.GetValues<GovernanceParty>();
            Assert.Equal(row, string.Concat(parties.Select(party => GovernanceMatrix.Allows(party, operation) ? 'y' : 'n')));
            foreach (var role in Enum.GetValues<UnitRole>())
                Assert.Equal(row[(int)role - 1] == 'y', GovernanceMatrix.Allows(role, operation));
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(6, 1)]
    [InlineData(33, 2)]
    [InlineData(1, 0)]
    [InlineData(1, 99)]
    public void What_is_not_drawn_is_refused(int party, int operation) => Assert.False(GovernanceMatrix.Allows((GovernanceParty)party, (GovernanceOperation)operation));
}
