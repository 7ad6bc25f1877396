using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Accounts;

/// <summary>Keys of the app as a face check enrols them, for tests of what follows from it.</summary>
internal static class FacePassing
{
    /// <summary>A check for this key, passed just now with it, and the key that it enrols.</summary>
    public static async Task<AppKeyEnrolled> PassedForAsync(this TestStore store, Person person, string thumbprint, DateTimeOffset now)
    {
        var (checks, ct) = (store.Get<IFaceChecks>(), TestContext.Current.CancellationToken);
        var check = new FaceCheck
        {
            Id = FaceCheckId.New(now),
            Flow = EnrolAppKey.FlowOf(thumbprint),
            Person = person.Id,
            Subject = new FaceSubject(person.Name, person.Document),
            Channel = FaceChannels.App,
            Order = FaceOrderNumber.Next(),
            CreatedAt = now,
            EndsAt = now + FaceCheck.Window,
        };
        Assert.True(await checks.OpenAsync(new FaceCheckOpened(check, FaceNotice.Agree(FaceNotice.Chinese, now), []), new FaceOptions(), ct));
        Assert.True(await checks.DecideAsync(new FaceCheckDecided(check with { Reference = FaceReference.Read(check.Order.Value) }, null, thumbprint, null, now, []), new FaceOptions(), ct));
        return new AppKeyEnrolled(new AppKey(AppKeyId.New(now), person.Id, thumbprint, now, check.Id), new SpentFaceCheck(check.Id, check.Flow, person.Id, thumbprint, now), []);
    }

    /// <summary>Enrols it.</summary>
    public static async Task<AppKey> EnrolledAsync(this TestStore store, Person person, string thumbprint, DateTimeOffset now)
    {
        var change = await store.PassedForAsync(person, thumbprint, now);
        Assert.Equal(AppKeyEnrolment.Enrolled, await store.Get<IAppKeyStore>().EnrolAsync(change, TestContext.Current.CancellationToken));
        return change.Key;
    }
}
